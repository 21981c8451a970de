//! Which of the rules' prose is seldom read: that is seen, by answering what most people paste, as far as the rules' cases know it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use hopcheck::intake::{Kind, Piece};
use hopcheck::packed::{Place, pack_apart, texts, unpack_apart};
use hopcheck::rules::Pack;

use crate::cases::Case;

/// What most people paste: nginx's voice and the browser's, and what people write around them.
const OFTEN: [Kind; 9] = [
    Kind::NginxErrorLog,
    Kind::NginxConfig,
    Kind::Console,
    Kind::PageAddress,
    Kind::HandshakeStatus,
    Kind::Durations,
    Kind::Versions,
    Kind::Prose,
    Kind::Unknown,
];

/// True where a case is nothing but what most people paste.
pub fn is_often_pasted(case: &Case, pack: &Pack) -> bool {
    hopcheck::read(&case.pieces, pack, None).0.iter().all(|artifact| OFTEN.contains(&artifact.kind))
}

/// All of a case as one paste.
pub fn as_one(case: &Case) -> String {
    case.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The prose of the pack that no answer to one of these pastes reads.
pub fn prose(pack: &Pack, often: &[&Case]) -> BTreeSet<String> {
    let apart = pack_apart(pack, BTreeSet::new());
    let all: Vec<String> = texts(&apart.shelves[0]).into_iter().map(str::to_owned).collect();
    WATCHED.replace(Watched { texts: all.iter().map(|text| &*text.clone().leak()).collect(), read: BTreeSet::new() });
    if let Some(watched) = unpack_apart::<Pack>(&apart.data, read) {
        for case in often {
            let one = [Piece { text: as_one(case), ..Piece::default() }];
            hopcheck::diagnose(&case.pieces, &watched, None);
            hopcheck::diagnose(&one, &watched, None);
        }
    }
    let read = WATCHED.take().read;
    all.into_iter().zip(0..).filter(|(_, number)| !read.contains(number)).map(|(text, _)| text).collect()
}

/// The pack's prose while it is watched, and the numbers of what was read. A place is looked up by a plain function, so this is no
/// value that is handed over; the texts stay for ever, as those of a pack that is built in do.
#[derive(Default)]
struct Watched {
    texts: Vec<&'static str>,
    read: BTreeSet<u32>,
}

thread_local! {
    static WATCHED: RefCell<Watched> = RefCell::default();
}

fn read(place: Place) -> &'static str {
    WATCHED.with_borrow_mut(|watched| {
        watched.read.insert(place.number);
        watched.texts.get(place.number as usize).copied().unwrap_or_default()
    })
}

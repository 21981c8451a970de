//! What an analysis costs, counted in allocations: they are the same on every machine and grow with the work, so that what takes the
//! square of the time, or reads again what has not changed, is seen without a clock.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use hopcheck::intake::Piece;
use hopcheck::session::Session;
use hopcheck_rules::pack;

struct Counting;

thread_local!(static COUNT: Cell<u64> = const { Cell::new(0) });

// SAFETY: everything is handed on to the system's allocator as it came.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many allocations something takes once what is built once is there.
fn effort(act: impl FnOnce()) -> f64 {
    let before = COUNT.get();
    act();
    (COUNT.get() - before) as f64
}

fn piece(name: &str, text: String) -> Piece {
    Piece { name: Some(name.to_owned()), text, ..Piece::default() }
}

/// Lines that differ in time, client and request, as those of one outage do.
fn log(lines: usize) -> Piece {
    let line = |at: usize| {
        format!(
            "2026/03/14 09:{:02}:{:02} [error] 29#29: *{at} connect() failed (111: Connection refused) while connecting to upstream, \
             client: 172.19.0.{}, server: shop.example.com, request: \"GET /{} HTTP/1.1\", upstream: \"http://172.19.0.3:5000/{}\", \
             host: \"shop.example.com\"\n",
            at / 60 % 60,
            at % 60,
            at % 250,
            at % 7,
            at % 7
        )
    };
    piece("error.log", (0..lines).map(line).collect())
}

/// A configuration of so many servers of ten lines.
fn config(servers: usize) -> Piece {
    let server = |at: usize| {
        format!(
            "server {{\nlisten {};\nserver_name s{at}.example.com;\nlocation /api/ {{\nproxy_pass http://10.0.0.{}:5000;\n}}\n\
             location / {{\nroot /srv/s{at};\n}}\n}}\n",
            8000 + at,
            at % 250
        )
    };
    let servers: String = (0..servers).map(server).collect();
    piece("nginx.conf", format!("events {{}}\nhttp {{\n{servers}}}\n"))
}

fn from_scratch(piece: Piece) -> f64 {
    effort(|| drop(hopcheck::diagnose(&[piece], pack(), None)))
}

/// What one more letter costs beside a file that stays.
fn keystroke(beside: Piece) -> f64 {
    let mut session = Session::default();
    let mut pieces = [Piece { text: "It answers with 502".into(), ..Piece::default() }, beside];
    let mut read = |pieces: &[Piece]| drop(hopcheck::read_on(&mut session, pieces, &[None, Some(1)], pack(), None));
    read(&pieces);
    pieces[0].text.push('.');
    effort(|| read(&pieces))
}

fn assert_at_most(times: f64, less: f64, more: f64) {
    assert!(more <= times * less, "{more} is {:.1} times {less}, and may be {times} times as much", more / less);
}

#[test]
fn a_log_takes_as_much_again_for_as_many_lines() {
    from_scratch(log(10));
    assert_at_most(11.0, from_scratch(log(200)), from_scratch(log(2000)));
}

#[test]
fn a_configuration_takes_as_much_again_for_as_many_lines() {
    from_scratch(config(2));
    assert_at_most(12.0, from_scratch(config(20)), from_scratch(config(200)));
}

#[test]
fn a_keystroke_takes_no_more_beside_a_longer_log() {
    keystroke(log(10));
    assert_at_most(1.1, keystroke(log(20)), keystroke(log(2000)));
}

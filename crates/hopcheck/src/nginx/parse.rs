//! Tokens to tree: directives, blocks, files of a dump, and going on where nginx would stop.

use super::problems::{Problem, ProblemKind};
use super::tokens::{Fault, Token, TokenKind, cook, is_elision, tokenize};
use super::tree::{Block, Config, Directive, File, Id};
use super::{check, directives};
use crate::text::Span;

/// What `nginx -T` prints before each file.
const MARKER: &str = "# configuration file ";

/// Blocks whose content is data for their own directive, not directives.
pub(super) const DATA_BLOCKS: [&str; 8] =
    ["types", "map", "geo", "split_clients", "charset_map", "geoip2", "match", "keyval"];

/// Reads a configuration: a file, a fragment, or a dump of `nginx -T`. `name` is the path or name of the file, where known.
pub fn parse<'t>(text: &'t str, name: Option<&str>) -> Config<'t> {
    let (tokens, faults) = tokenize(text);
    let config = Config {
        text,
        directives: Vec::new(),
        words: Vec::new(),
        comments: Vec::new(),
        files: Vec::new(),
        problems: Vec::new(),
        dump: false,
    };
    let mut parser = Parser { config, open: Vec::new(), pending: 0, in_data: 0 };
    parser.start_file(name.map(str::to_owned), 0);
    for token in tokens {
        parser.token(token);
    }
    parser.end_file(text.len());
    parser.faults(&faults);
    let mut config = parser.config;
    if config.files.len() > 1 && config.files[0].directives.is_empty() {
        config.files.remove(0);
        for directive in &mut config.directives {
            directive.file -= 1;
        }
    }
    check::check(&mut config);
    doubt_fragments(&mut config);
    config.problems.sort_by_key(|problem| problem.span.start);
    config
}

/// Of a fragment the ends may be missing: a brace too many or too few is then no mistake of its author.
fn doubt_fragments(config: &mut Config<'_>) {
    let is_main = |id: Id| {
        matches!(config.name(id).as_ref(), "http" | "events") && config.directives[id as usize].block.is_some()
    };
    let doubt = !(0..config.files.len()).any(|file| config.top_level(file).any(is_main));
    let text = config.text;
    // What a template engine fills in before nginx reads the file is no mistake either.
    let template = ["{{", "{%", "<%"].iter().any(|mark| text.contains(mark));
    for problem in &mut config.problems {
        let brace = problem.kind == ProblemKind::Unexpected && problem.span.of(text) == "}";
        problem.needs_whole_text |= template || doubt && (brace || problem.kind == ProblemKind::UnexpectedEnd);
    }
}

struct Parser<'t> {
    config: Config<'t>,
    /// The blocks that are open, the innermost last.
    open: Vec<Id>,
    /// The first word that belongs to no directive yet.
    pending: usize,
    /// How many of the open blocks hold data instead of directives.
    in_data: usize,
}

impl Parser<'_> {
    fn token(&mut self, token: Token) {
        match token.kind {
            TokenKind::Word | TokenKind::Quoted => self.config.words.push(token),
            TokenKind::Comment => self.comment(token),
            TokenKind::Elision => {
                if !token.span.of(self.config.text).starts_with("nginx: ") {
                    self.gap();
                }
            }
            TokenKind::Semicolon if self.has_words() => self.statement(Some(token.span), None),
            TokenKind::Semicolon => self.unexpected(token.span),
            TokenKind::Open => {
                if !self.has_words() {
                    self.unexpected(token.span);
                }
                self.statement(None, Some(token.span));
            }
            TokenKind::Close => self.close(token.span),
            TokenKind::Lua => {
                if let Some(&block) = self.open.last()
                    && let Some(block) = &mut self.config.directives[block as usize].block
                {
                    block.lua = Some(token.span);
                }
            }
        }
    }

    fn has_words(&self) -> bool {
        self.config.words.len() > self.pending
    }

    fn comment(&mut self, token: Token) {
        let text = token.span.of(self.config.text);
        let path = text.strip_prefix(MARKER).and_then(|rest| rest.trim_end().strip_suffix(':'));
        if let Some(path) = path.filter(|_| token.first_on_line) {
            self.end_file(token.span.start as usize);
            self.config.dump = true;
            self.start_file(Some(path.to_owned()), token.span.end as usize);
            return;
        }
        if is_elision(text) {
            self.gap();
        }
        self.config.comments.push(token.span);
    }

    /// Lines were left out here: the block, or the file's top level, is not known as a whole.
    fn gap(&mut self) {
        let block = self.open.last().and_then(|&id| self.config.directives[id as usize].block.as_mut());
        match (block, self.config.files.last_mut()) {
            (Some(block), _) => block.has_gap = true,
            (None, Some(file)) => file.has_gap = true,
            (None, None) => {}
        }
    }

    fn start_file(&mut self, name: Option<String>, at: usize) {
        let first = self.config.directives.len() as Id;
        let file = File { name, span: Span::new(at, at), directives: first..first, has_gap: false };
        self.config.files.push(file);
    }

    /// Ends what the text left open, and the file.
    fn end_file(&mut self, at: usize) {
        if self.has_words() {
            let message = "unexpected end of file, expecting \";\" or \"}\"".to_owned();
            let name = self.pending_name();
            self.statement(None, None);
            self.problem(ProblemKind::UnexpectedEnd, self.last_word(), &name, message);
        } else if let Some(&inner) = self.open.last() {
            let message = "unexpected end of file, expecting \"}\"".to_owned();
            let span = self.config.word_span(inner, 0).unwrap_or_default();
            let name = self.config.name(inner).into_owned();
            self.problem(ProblemKind::UnexpectedEnd, span, &name, message);
        }
        while let Some(id) = self.open.pop() {
            self.config.directives[id as usize].end = self.config.directives.len() as Id;
        }
        self.in_data = 0;
        if let Some(file) = self.config.files.last_mut() {
            file.span = Span::new(file.span.start as usize, at);
            file.directives.end = self.config.directives.len() as Id;
        }
    }

    /// Makes the pending words a directive, or several where a `;` is missing between them.
    fn statement(&mut self, semicolon: Option<Span>, open: Option<Span>) {
        while let Some(next) = self.missing_semicolon(open.is_some()) {
            let name = self.pending_name();
            let last = self.config.words[next.at - 1].span;
            self.config.problems.push(Problem {
                message: next.message,
                ..Problem::new(ProblemKind::NotTerminated, last, &name, String::new())
            });
            self.directive(next.at, None, None);
        }
        self.directive(self.config.words.len(), semicolon, open);
    }

    fn directive(&mut self, upto: usize, semicolon: Option<Span>, open: Option<Span>) {
        let id = self.config.directives.len() as Id;
        let file = self.config.files.len().saturating_sub(1) as u32;
        self.config.directives.push(Directive {
            words: self.pending as u32..upto as u32,
            block: open.map(|open| Block { open, ..Block::default() }),
            semicolon,
            parent: self.open.last().copied(),
            end: id + 1,
            file,
        });
        if open.is_some() {
            self.open.push(id);
            if self.in_data > 0 || DATA_BLOCKS.contains(&self.config.name(id).as_ref()) {
                self.in_data += 1;
            }
        }
        self.pending = upto;
    }

    fn close(&mut self, brace: Span) {
        if self.has_words() {
            let name = self.pending_name();
            self.statement(None, None);
            self.problem(ProblemKind::NotTerminated, self.last_word(), &name, "unexpected \"}\"".to_owned());
        }
        let Some(id) = self.open.pop() else {
            self.unexpected(brace);
            self.gap();
            return;
        };
        self.in_data = self.in_data.saturating_sub(1);
        let end = self.config.directives.len() as Id;
        let directive = &mut self.config.directives[id as usize];
        directive.end = end;
        if let Some(block) = &mut directive.block {
            block.close = Some(brace);
        }
    }

    /// Where the pending words hold a second directive: its first word begins a line and names a directive, and the words
    /// before it cannot take it in, or could only by accident (`server_name a` + `root /b;` makes four names).
    fn missing_semicolon(&self, block: bool) -> Option<Missing> {
        let words = &self.config.words[self.pending..];
        if self.in_data > 0 || words.len() < 2 || !words[1..].iter().any(|word| word.first_on_line) {
            return None;
        }
        let known = |word: &Token| match word.kind {
            TokenKind::Word => directives::lookup(word.span.of(self.config.text)),
            _ => &[],
        };
        let forms = known(&words[0]);
        let fits = forms.iter().any(|form| form.arity.allows(words.len() - 1) && form.arity.block == block);
        let open_ended = forms.is_empty() || forms.iter().any(|form| form.arity.max == u8::MAX);
        let (at, next) = words.iter().enumerate().skip(1).find(|(at, word)| {
            let forms_here = known(word);
            let rest = &words[at + 1..];
            let on_line = rest.iter().take_while(|word| !word.first_on_line).count();
            word.first_on_line
                && !forms_here.is_empty()
                && (!fits || open_ended)
                && (!open_ended || forms_here.iter().any(|form| on_line > 0 && form.arity.allows(on_line)))
        })?;
        let name = cook(words[0].span.of(self.config.text));
        let opens = block && known(next).iter().any(|form| form.arity.block);
        let message = match (fits || forms.is_empty(), opens) {
            (_, true) if !forms.is_empty() => Some(format!("directive \"{name}\" is not terminated by \";\"")),
            (false, _) => Some(format!("invalid number of arguments in \"{name}\" directive")),
            _ => None,
        };
        Some(Missing { at: self.pending + at, message })
    }

    fn pending_name(&self) -> String {
        self.config
            .words
            .get(self.pending)
            .map_or_else(String::new, |word| cook(word.span.of(self.config.text)).into_owned())
    }

    fn last_word(&self) -> Span {
        self.config.words.last().map(|word| word.span).unwrap_or_default()
    }

    fn unexpected(&mut self, span: Span) {
        let message = format!("unexpected \"{}\"", span.of(self.config.text));
        self.problem(ProblemKind::Unexpected, span, "", message);
    }

    fn problem(&mut self, kind: ProblemKind, span: Span, subject: &str, message: String) {
        self.config.problems.push(Problem::new(kind, span, subject, message));
    }

    fn faults(&mut self, faults: &[Fault]) {
        for fault in faults {
            let end = "unexpected end of file, expecting \";\" or \"}\"";
            match *fault {
                Fault::AfterQuote(span) => self.unexpected(span),
                Fault::UnclosedQuote(span) => self.problem(ProblemKind::UnclosedQuote, span, "", end.to_owned()),
                Fault::UnclosedLua(span) => {
                    let message = "unexpected end of file, expecting \"}\"".to_owned();
                    self.problem(ProblemKind::UnexpectedEnd, span, "", message);
                }
            }
        }
    }
}

/// A `;` that is missing before the word `at`.
struct Missing {
    at: usize,
    /// What nginx prints; `None` where it reads the words as arguments in silence.
    message: Option<String>,
}

//! Any bytes: no panic, spans inside the text, nothing but white space between tokens, no recursion on depth.

use proptest::prelude::*;

use crate::nginx::views::{locations, servers, upstreams};
use crate::nginx::{Model, parse, tokens::tokenize};

/// The tokens' bytes and the gaps between them, which must be white space.
fn assert_lossless(text: &str) {
    let (tokens, faults) = tokenize(text);
    let mut at = 0;
    for token in &tokens {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        let gap = text.get(at..start);
        assert!(
            gap.is_some_and(|gap| gap.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n'))),
            "{text:?} {token:?}"
        );
        assert!(text.get(start..end).is_some(), "{token:?}");
        at = end;
    }
    assert!(text[at..].bytes().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')), "{text:?}");
    let _ = faults;
}

fn assert_spans_fit(text: &str) {
    let config = parse(text, None);
    let inside = |span: crate::text::Span| text.get(span.start as usize..span.end as usize).is_some();
    assert!(config.problems.iter().all(|problem| inside(problem.span)), "{:?}", config.problems);
    assert!((0..config.directives.len() as u32).all(|id| inside(config.span(id))));
    assert!(config.comments.iter().all(|&comment| inside(comment)));
    let configs = [config];
    let model = Model::new(&configs);
    let upstreams = upstreams(&model);
    let locations = locations(&model, &servers(&model), &upstreams);
    assert!(locations.iter().flat_map(|location| &location.pass).all(|pass| inside(pass.spans.argument)));
    assert!(model.undefined_variables().iter().all(|(_, problem)| inside(problem.span)));
}

proptest! {
    #[test]
    fn any_text_is_read_without_loss(text in any::<String>()) {
        assert_lossless(&text);
        assert_spans_fit(&text);
    }

    #[test]
    fn any_mess_of_nginx_is_read_without_loss(parts in prop::collection::vec(prop::sample::select(vec![
        "server", "location", "/", " ", "\n", "\r\n", ";", "{", "}", "\"", "'", "\\", "$", "${", "#", "...", "é", "(", ")", "proxy_pass",
        "http://a:80/", "content_by_lua_block", "--[[", "]]", "map", "$x", "include", "*.conf", "if", "# configuration file a:\n", "***",
    ]), 0..60)) {
        let text = parts.concat();
        assert_lossless(&text);
        assert_spans_fit(&text);
    }
}

#[test]
fn nesting_is_unbounded() {
    let deep = 100_000;
    let text = "a{".repeat(deep) + &"}".repeat(deep);
    let config = parse(&text, None);
    assert_eq!(config.directives.len(), deep);
    assert_spans_fit(&"location / {".repeat(deep));
}

#[test]
fn unclosed_quotes_do_not_make_reading_quadratic() {
    let text = "add_header X \"a\nadd_header Y 'b\n".repeat(50_000) + "\"";
    let started = std::time::Instant::now();
    assert_spans_fit(&text);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

//! The page's components in a real browser: `cargo xtask test`, or `cargo test --package hopcheck-page --target
//! wasm32-unknown-unknown` with `wasm-bindgen-test-runner`.
#![cfg(target_arch = "wasm32")]

mod answer;
mod bench;
mod reader;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

//! The page's WebAssembly module: the page itself, or its worker, by where it is started.

fn main() {
    hopcheck_page::start();
}

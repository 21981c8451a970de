//! The page's WebAssembly module: the page, once `mount` is called, or its worker, by where it is started.

fn main() {
    hopcheck_page::start();
}

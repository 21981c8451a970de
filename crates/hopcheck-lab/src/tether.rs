//! One process that ends with another: the one holds a pipe open, the other reads it and ends when it closes. However the first one
//! ends, by a signal or by SIGKILL, the kernel closes its pipes.

/// Ends this process as soon as standard input does.
pub fn end_with_stdin() {
    std::thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(1);
    });
}

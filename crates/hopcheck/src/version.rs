//! Which build this is.

use std::sync::LazyLock;

/// The version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit it was built from; none where the build was not told. `cargo xtask dist` asks git and passes it in `HOPCHECK_COMMIT`.
pub const COMMIT: Option<&str> = option_env!("HOPCHECK_COMMIT");

/// Both in one line: `0.1.0 (1f2e3d4c5b6a)`.
pub fn line() -> &'static str {
    static LINE: LazyLock<String> = LazyLock::new(|| match COMMIT {
        Some(commit) => format!("{VERSION} ({commit})"),
        None => VERSION.to_owned(),
    });
    &LINE
}

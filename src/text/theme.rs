//! The words of the choice of colours.

use crate::theme::Theme;

/// Name of the choice.
pub const LABEL: &str = "Colours";

/// A theme in words.
pub fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "as the system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

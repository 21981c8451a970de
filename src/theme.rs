//! Light or dark: as the system has it, or as the reader chose. `www/theme.js` puts the choice into the document before anything is
//! drawn. The element in somebody else's page has the colours that its host gives it, and no choice.

use crate::keep;
use web_sys::Element;

/// Where the choice is remembered; `www/theme.js` reads it.
const REMEMBERED: &str = "hopcheck.theme";
/// The document's attribute that the style sheets heed.
const ATTRIBUTE: &str = "data-theme";

/// Whose colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// The system's.
    System,
    /// Light ones.
    Light,
    /// Dark ones.
    Dark,
}

impl Theme {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The word that it is remembered by.
    pub fn word(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The one of this word; the system's colours for any other.
    pub fn of_word(word: &str) -> Theme {
        Theme::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or(Theme::System)
    }

    /// The one after it.
    pub fn next(self) -> Theme {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }
}

/// What is chosen now.
pub fn chosen() -> Theme {
    let word = document_element().and_then(|element| element.get_attribute(ATTRIBUTE));
    word.map_or(Theme::System, |word| Theme::of_word(&word))
}

/// Chooses, and remembers it where the browser lets the page.
pub fn choose(theme: Theme) {
    if let Some(element) = document_element() {
        // Refused only for names that are none.
        let _ = match theme {
            Theme::System => element.remove_attribute(ATTRIBUTE),
            Theme::Light | Theme::Dark => element.set_attribute(ATTRIBUTE, theme.word()),
        };
    }
    keep::remember(REMEMBERED, theme.word());
}

fn document_element() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn a_key_goes_through_all_of_them() {
        let order: Vec<Theme> =
            std::iter::successors(Some(Theme::System), |theme| Some(theme.next())).take(4).collect();
        assert_eq!(order[..3], Theme::ALL);
        assert_eq!(order[3], Theme::System);
    }

    #[test]
    fn an_unknown_word_is_the_systems() {
        for theme in Theme::ALL {
            assert_eq!(Theme::of_word(theme.word()), theme);
        }
        assert_eq!(Theme::of_word("sepia"), Theme::System);
    }
}

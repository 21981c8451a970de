//! How choices and what came of them are packed.

use super::{Choices, Class, Item};
use crate::packed;

packed! {
    struct Choices { keep, hide }
    struct Item { class, original, replacement, count, kept }
}

packed!(enum Class {
    0 => Secret, 1 => Cookie, 2 => Value, 3 => Mail, 4 => User, 5 => Name, 6 => Host, 7 => Address, 8 => Mac, 9 => Id, 10 => Own,
});

//! What nginx's own setters (`ngx_conf_set_…_slot()`) accept as the arguments of a directive.

use super::units;

/// What the arguments of a directive must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Anything, as often as one likes: what the directive's own setter makes of it is not known here.
    Anything,
    /// Anything, once in a block.
    Once,
    /// A number in these bounds.
    Number(u64, u64),
    /// A size in bytes, with `k` or `m`.
    Size,
    /// A size, or a value with variables.
    SizeOrVariable,
    /// A size, `g` allowed.
    Offset,
    /// A time, kept in milliseconds.
    Milliseconds,
    /// A time, kept in seconds.
    Seconds,
    /// How many buffers, and their size.
    Buffers,
    /// One of these words, parted by commas.
    OneOf(&'static str),
    /// Any of these words, parted by commas.
    AnyOf(&'static str),
}

impl Takes {
    /// Reads the letter of the table of directives.
    pub(super) fn parse(text: &'static str) -> Takes {
        match text.split_once('=') {
            Some(("e", words)) => Takes::OneOf(words),
            Some(("m", words)) => Takes::AnyOf(words),
            Some((_, bounds)) => {
                let (low, high) = bounds.split_once("..").unwrap_or_default();
                Takes::Number(low.parse().unwrap_or_default(), high.parse().unwrap_or(u64::MAX))
            }
            None => match text {
                "d" => Takes::Once,
                "n" => Takes::Number(0, u64::MAX),
                "z" => Takes::Size,
                "Z" => Takes::SizeOrVariable,
                "o" => Takes::Offset,
                "t" => Takes::Milliseconds,
                "T" => Takes::Seconds,
                "b" => Takes::Buffers,
                _ => Takes::Anything,
            },
        }
    }

    /// What nginx says where it refuses the arguments of the directive `name`, the name left out of `arguments`.
    pub fn refusal(self, name: &str, arguments: &[String]) -> Option<String> {
        let first = arguments.first().map_or("", String::as_str);
        let invalid = |fits: bool| (!fits).then(|| format!("\"{name}\" directive invalid value"));
        match self {
            Takes::Anything | Takes::Once => None,
            Takes::Number(low, high) => match units::number(first) {
                None => Some(format!("\"{name}\" directive invalid number")),
                Some(number) if number < low || number > high => {
                    Some(format!("value must be between {low} and {high}"))
                }
                Some(_) => None,
            },
            Takes::Size => invalid(units::is_size(first, false)),
            Takes::SizeOrVariable => invalid(first.contains('$') || units::is_size(first, false)),
            Takes::Offset => invalid(units::is_size(first, true)),
            Takes::Milliseconds => invalid(units::is_time(first, false)),
            Takes::Seconds => invalid(units::is_time(first, true)),
            Takes::Buffers => {
                let positive = |text: &str| text.bytes().any(|b| matches!(b, b'1'..=b'9'));
                let size = arguments.get(1).map_or("", String::as_str);
                let fits = units::number(first).is_some() && units::is_size(size, false);
                invalid(fits && positive(first) && positive(size))
            }
            Takes::OneOf(words) => known(words, std::slice::from_ref(arguments.first()?)),
            Takes::AnyOf(words) => known(words, arguments),
        }
    }
}

/// The refusal of the first argument that is none of the words; they have no case.
fn known(words: &str, arguments: &[String]) -> Option<String> {
    let strange =
        arguments.iter().find(|argument| !words.split(',').any(|word| word.eq_ignore_ascii_case(argument)))?;
    Some(format!("invalid value \"{strange}\""))
}

/// What nginx says to a switch that is neither on nor off.
pub fn flag_refusal(name: &str, value: &str) -> Option<String> {
    let switch = value.eq_ignore_ascii_case("on") || value.eq_ignore_ascii_case("off");
    (!switch).then(|| format!("invalid value \"{value}\" in \"{name}\" directive, it must be \"on\" or \"off\""))
}

#[cfg(test)]
mod tests {
    use super::Takes;

    fn refusal(takes: &'static str, arguments: &str) -> Option<String> {
        let arguments: Vec<String> = arguments.split(' ').map(str::to_owned).collect();
        Takes::parse(takes).refusal("x", &arguments)
    }

    #[test]
    fn the_setters_refuse_what_nginx_refuses() {
        assert_eq!(refusal("n", "ten").as_deref(), Some("\"x\" directive invalid number"));
        assert_eq!(refusal("n=1..9", "10").as_deref(), Some("value must be between 1 and 9"));
        assert_eq!(refusal("e=on,off", "maybe").as_deref(), Some("invalid value \"maybe\""));
        assert_eq!(refusal("m=a,b", "A b c").as_deref(), Some("invalid value \"c\""));
        assert_eq!(refusal("b", "0 8k").as_deref(), Some("\"x\" directive invalid value"));
        assert_eq!(refusal("z", "1g").as_deref(), Some("\"x\" directive invalid value"));
        assert_eq!((refusal("o", "1g"), refusal("b", "4 8k"), refusal("Z", "$rate")), (None, None, None));
    }
}

//! What kinds of things are hidden.

/// A kind of thing that redaction replaces, and the beginning of what stands in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A password, key, token or signature.
    Secret,
    /// A cookie's value.
    Cookie,
    /// A value in a query string.
    Value,
    /// The part of a mail address before the `@`.
    Mail,
    /// A person's or an account's name.
    User,
    /// A name given to a service, container, project, folder or file.
    Name,
    /// A registered domain, or a name below a private or a platform's suffix.
    Host,
    /// An IP address.
    Address,
    /// A network card's address.
    Mac,
    /// A random identifier: a UUID or a long hexadecimal number.
    Id,
    /// What the reader asked to hide.
    Own,
}

impl Class {
    /// Every class.
    pub const ALL: &[Class] = &[
        Class::Secret,
        Class::Cookie,
        Class::Value,
        Class::Mail,
        Class::User,
        Class::Name,
        Class::Host,
        Class::Address,
        Class::Mac,
        Class::Id,
        Class::Own,
    ];

    /// Its name in JSON and in the page's markup.
    pub fn name(self) -> &'static str {
        match self {
            Class::Secret => "secret",
            Class::Cookie => "cookie",
            Class::Value => "value",
            Class::Mail => "mail",
            Class::User => "user",
            Class::Name => "name",
            Class::Host => "host",
            Class::Address => "address",
            Class::Mac => "mac",
            Class::Id => "id",
            Class::Own => "own",
        }
    }

    /// What its numbered replacements begin with; none where the replacement keeps the form of the original instead.
    pub(super) fn stem(self) -> Option<&'static str> {
        match self {
            Class::Secret => Some("secret"),
            Class::Cookie => Some("cookie"),
            Class::Value => Some("value"),
            Class::Mail => Some("mail"),
            Class::User => Some("user"),
            Class::Name => Some("name"),
            Class::Own => Some("hidden"),
            Class::Host | Class::Address | Class::Mac | Class::Id => None,
        }
    }
}

//! Facts: what the readers found in the text, typed, with their place and time.
//!
//! The field names of the records below are the field names that rule files use; their documentation is the
//! documentation of the rule language.

pub mod container;
pub mod context;
pub mod host;
pub mod http;
pub mod nginx;
pub mod proxy;
pub mod schema;
pub mod server;
pub mod stamp;
mod store;
pub mod value;
pub mod websocket;

pub use schema::{Body, FactKind, FieldInfo, FilePath, Host};
pub use stamp::Stamp;
pub use store::{Fact, Origin, Store};
pub use value::{Field, Value};

/// Every kind of fact.
pub static KINDS: &[FactKind] = &[
    nginx::NginxError::KIND,
    nginx::NginxStartError::KIND,
    nginx::NginxMessage::KIND,
    nginx::NginxServer::KIND,
    nginx::NginxLocation::KIND,
    nginx::NginxUpstreamServer::KIND,
    nginx::ConfigProblem::KIND,
    nginx::NginxDirective::KIND,
    http::AccessEntry::KIND,
    http::EdgeEntry::KIND,
    proxy::ProxyHop::KIND,
    http::HttpExchange::KIND,
    http::HttpFailure::KIND,
    http::ServerPage::KIND,
    server::Listener::KIND,
    server::AppServer::KIND,
    server::ProcessEvent::KIND,
    server::FpmPool::KIND,
    server::SupervisedProgram::KIND,
    server::SocketFile::KIND,
    server::Dependency::KIND,
    server::Dialled::KIND,
    container::Service::KIND,
    container::PublishedPort::KIND,
    container::Container::KIND,
    container::Mount::KIND,
    container::ImageBuild::KIND,
    container::EnvSetting::KIND,
    container::NameAddress::KIND,
    container::ScriptLine::KIND,
    container::IngressAnnotation::KIND,
    websocket::WsFailure::KIND,
    websocket::WsUrl::KIND,
    websocket::ScriptError::KIND,
    websocket::PageAddress::KIND,
    context::Environment::KIND,
    context::Claim::KIND,
    context::Coverage::KIND,
];

/// The kind of that name.
pub fn kind(name: &str) -> Option<&'static FactKind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// Fields that every fact has beside those of its kind.
pub const COMMON_FIELDS: &[(&str, &str, &str)] = &[
    ("place", "word", "Where it was seen: a host, container, pod or service, as far as the text or the reader says."),
    ("at", "time", "When it happened; for folded facts the first time."),
    ("last", "time", "When it happened last."),
    ("seen", "count", "How many times it was seen."),
    ("derived", "flag", "Whether it was derived from other facts instead of read."),
];

//! The analysis runs in a Web Worker, made from the same WebAssembly module as the page.

mod client;
mod phrasebook;
mod server;

pub use client::{Client, Event};
pub use phrasebook::Shelf;
pub use server::{Server, serve};

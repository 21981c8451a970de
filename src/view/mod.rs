//! The components, one file each. They print the report and hold no diagnostic knowledge.

mod answer;
mod asks;
mod chrome;
mod code_block;
mod code_lines;
mod copy_button;
mod empty;
mod evidence;
mod file_pane;
mod finding;
mod icons;
mod messages;
mod not_understood;
mod notices;
mod paste_box;
mod patch;
mod pieces;
mod prose;
mod request_path;
mod rows;
mod ruled_out;
mod scroll_window;
mod steps;
mod summary;
mod text_column;
mod update;

pub use answer::{Answer, Props as AnswerProps};
pub use chrome::{Footer, Header};
pub use copy_button::{CopyButton, Props as CopyProps};
pub use notices::Notices;
pub use paste_box::{PasteBox, Props as PasteBoxProps};
pub use rows::MarkedText;
pub use text_column::TextColumn;
pub use update::UpdateNotice;

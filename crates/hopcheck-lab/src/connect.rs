//! `lab-ws URL`: opens a WebSocket, sends one message, prints what came back.
//!
//! It prints the handshake's status, then `message TEXT` for a message, `closed CODE` for a close frame, `lost` where the connection
//! ended without one.

use std::net::TcpStream;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use tungstenite::client::IntoClientRequest;
use tungstenite::http::{HeaderName, HeaderValue};
use tungstenite::{Error, HandshakeError, Message};

#[derive(Debug, Parser)]
#[command(name = "lab-ws")]
struct Options {
    /// ws://host[:port]/path
    url: String,
    /// A header of the handshake: `Name: value`.
    #[arg(short = 'H', long)]
    header: Vec<String>,
    /// What to send; nothing with an empty text.
    #[arg(long, default_value = "hello")]
    send: String,
    /// How long to listen, in seconds.
    #[arg(long, default_value = "2")]
    listen: f64,
    /// How many messages are enough.
    #[arg(long, default_value = "1")]
    messages: usize,
}

/// Runs the command.
pub fn command(arguments: &[String]) -> ExitCode {
    let options = Options::parse_from(std::iter::once("lab-ws".to_owned()).chain(arguments.iter().cloned()));
    match open(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn open(options: &Options) -> Result<(), String> {
    let mut request = options.url.as_str().into_client_request().map_err(|error| error.to_string())?;
    for header in &options.header {
        let (name, value) = header.split_once(':').ok_or_else(|| format!("no header: {header}"))?;
        let name = HeaderName::from_bytes(name.trim().as_bytes()).map_err(|error| error.to_string())?;
        request.headers_mut().insert(name, HeaderValue::from_str(value.trim()).map_err(|error| error.to_string())?);
    }
    let host = request.uri().host().unwrap_or("127.0.0.1").to_owned();
    let port = request.uri().port_u16().unwrap_or(80);
    let stream = TcpStream::connect((host.as_str(), port)).map_err(|error| format!("connect: {error}"))?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).map_err(|error| error.to_string())?;
    let (mut socket, response) = match tungstenite::client(request, stream) {
        Ok(opened) => opened,
        Err(HandshakeError::Failure(Error::Http(response))) => return Err(response.status().to_string()),
        Err(HandshakeError::Failure(error)) => return Err(format!("handshake: {error}")),
        Err(HandshakeError::Interrupted(_)) => return Err("handshake: timed out".to_owned()),
    };
    println!("{}", response.status());
    if !options.send.is_empty() {
        socket.send(Message::text(options.send.as_str())).map_err(|error| format!("send: {error}"))?;
    }
    let end = Instant::now() + Duration::from_secs_f64(options.listen);
    let mut messages = 0;
    while messages < options.messages {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            println!("open");
            return Ok(());
        }
        let _ = socket.get_ref().set_read_timeout(Some(left));
        match socket.read() {
            Ok(Message::Close(frame)) => {
                println!("closed {}", frame.map_or(1005, |frame| u16::from(frame.code)));
                return Ok(());
            }
            Ok(message @ (Message::Text(_) | Message::Binary(_))) => {
                println!("message {}", message.to_text().unwrap_or("(binary)"));
                messages += 1;
            }
            Ok(_) => {}
            Err(Error::Io(error))
                if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => {
                println!("lost");
                return Ok(());
            }
        }
    }
    let _ = socket.close(None);
    Ok(())
}

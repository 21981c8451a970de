//! The words around the choice of the environment.

use hopcheck::report::EnvironmentReport;

/// Name of the choice.
pub const LABEL: &str = "Commands are for";
/// The choice that leaves it to the program.
pub const RECOGNISE: &str = "what the paste shows";

/// The same choice, where the paste shows something.
pub fn recognised(title: &str) -> String {
    format!("{title} (recognised)")
}

/// Why it is this one.
pub fn reason(environment: Option<&EnvironmentReport>) -> String {
    match environment {
        Some(EnvironmentReport { because: Some(because), .. }) => format!("Recognised: {because}."),
        Some(_) => "Chosen by you.".to_owned(),
        None => {
            "Nothing in the paste shows where the programs run, so commands are those of the machine itself.".to_owned()
        }
    }
}

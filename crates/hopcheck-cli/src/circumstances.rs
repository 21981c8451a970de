//! `--tried` and `--environment`.

use hopcheck::circumstances::{Circumstances, Tried};
use hopcheck::rules::Pack;

use crate::args::Said;

/// What the options say beside the texts; a cause, step or environment that does not exist is an error.
pub fn circumstances(said: &Said, pack: &Pack) -> Result<Circumstances, String> {
    let tried = said.tried.iter().map(|text| tried(text, pack)).collect::<Result<_, _>>()?;
    if let Some(name) = said.environment.as_deref().filter(|name| pack.environment(name).is_none()) {
        let known: Vec<&str> = pack.environments.iter().map(|one| one.name.as_str()).collect();
        return Err(format!("there is no environment {name:?}; there are {}", known.join(", ")));
    }
    Ok(Circumstances { tried, environment: said.environment.clone() })
}

fn tried(text: &str, pack: &Pack) -> Result<Tried, String> {
    let (id, step) = match text.split_once(':') {
        Some((id, step)) => {
            (id, Some(step.parse().map_err(|_| format!("--tried {text}: {step:?} is not the number of a step"))?))
        }
        None => (text, None),
    };
    let rule =
        pack.rule(id).ok_or_else(|| format!("--tried {text}: there is no cause {id:?} (hopcheck rules list)"))?;
    match step {
        Some(number) if number == 0 || number > rule.steps.len() => {
            Err(format!("--tried {text}: {id} has steps 1 to {} (hopcheck explain {id})", rule.steps.len()))
        }
        _ => Ok(Tried { id: id.to_owned(), step }),
    }
}

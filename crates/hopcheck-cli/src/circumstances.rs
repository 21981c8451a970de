//! `--tried` and `--environment`.

use hopcheck::circumstances::{Circumstances, Tried, letter};
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
    let (id, step) = text.split_once(':').map_or((text, None), |(id, step)| (id, Some(step)));
    let rule =
        pack.rule(id).ok_or_else(|| format!("--tried {text}: there is no cause {id:?} (hopcheck rules list)"))?;
    let number = |wanted: &str| {
        let found = rule.steps.iter().find(|step| letter(step.number).eq_ignore_ascii_case(wanted));
        let unknown = || {
            format!(
                "--tried {text}: {wanted:?} is no step of {id}; the letter stands in brackets behind a step (hopcheck explain {id})"
            )
        };
        found.map(|step| step.number).ok_or_else(unknown)
    };
    Ok(Tried { id: id.to_owned(), step: step.map(number).transpose()? })
}

//! Commands as they are given where the programs run: in a container, in a pod, under systemd, by hand.
//!
//! A rule writes `{restart:app}`; the environment says what that is there, and what the program is called there.

use crate::circumstances::Circumstances;
use crate::matcher::{Env, Matcher};
use crate::report::EnvironmentReport;
use crate::rules::{Environment, Pack, template};

/// The environment in which commands are given.
pub struct Commands<'a> {
    matcher: Matcher<'a>,
    here: Option<&'a Environment>,
    /// The machine itself, for programs that run outside of it.
    plain: Option<&'a Environment>,
    /// What the report says about it; none where nothing shows which it is.
    pub known: Option<EnvironmentReport>,
}

impl<'a> Commands<'a> {
    /// Commands for the environment that the reader chose, or that the facts show.
    pub fn new(matcher: Matcher<'a>, pack: &'a Pack, circumstances: &Circumstances) -> Self {
        let plain = pack.environments.last();
        let chosen = circumstances.environment.as_deref().and_then(|name| pack.environment(name));
        let (here, known) = match chosen {
            Some(here) => (Some(here), Some(about(here, None))),
            None => match pack.environments.iter().find_map(|one| Some((one, sign(one, &matcher)?))) {
                Some((here, because)) => (Some(here), Some(about(here, Some(because)))),
                None => (plain, None),
            },
        };
        Commands { matcher, here, plain, known }
    }

    /// Whether what is meant for these environments is meant for this one; none named are all.
    pub fn meant_for(&self, names: &[String]) -> bool {
        names.is_empty() || self.here.is_some_and(|here| names.contains(&here.name))
    }

    /// Fills a template that may hold commands.
    pub fn fill(&self, text: &str, env: &Env) -> String {
        let expanded = self.expand(text, env);
        template::fill(&expanded, &|name| env.text(name, self.matcher.store))
    }

    /// Puts the environment's commands in; their slots for names are still open.
    fn expand(&self, text: &str, env: &Env) -> String {
        template::expand(text, &|verb, target, fallback| {
            let named = self.here.and_then(|here| self.name(here, target, env));
            // What has an empty name runs outside of the containers.
            let outside = named.as_deref() == Some("");
            let environment = if outside { self.plain } else { self.here };
            let named = if outside { self.plain.and_then(|plain| self.name(plain, target, env)) } else { named };
            let named = named.unwrap_or_else(|| template::slot_for(target, fallback));
            environment.map_or_else(|| named.clone(), |one| one.command(verb, target, &named))
        })
    }

    /// What a program is called in an environment, filled; none where the environment has no word for it.
    fn name(&self, environment: &Environment, target: &str, env: &Env) -> Option<String> {
        let names = &environment.targets.iter().find(|(name, _)| name == target)?.1;
        names.iter().find_map(|label| {
            let found = self.matcher.join(&label.when, env).envs.into_iter().next()?;
            let quoted = |name: &str| found.text(name, self.matcher.store).map(|text| quoted(&text));
            // It is filled once more, with the command around it.
            Some(template::fill(&label.text, &quoted).replace('{', "{{"))
        })
    }
}

/// A name from the paste as one word of a shell's command line.
fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || "-_.@:/".contains(c));
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}

/// Why the facts show an environment.
fn sign(environment: &Environment, matcher: &Matcher) -> Option<String> {
    environment.signs.iter().find_map(|sign| {
        let env = matcher.join(&sign.all, &Env::default()).envs.into_iter().next()?;
        Some(template::fill(sign.because.as_deref().unwrap_or_default(), &|name| env.text(name, matcher.store)))
    })
}

fn about(environment: &Environment, because: Option<String>) -> EnvironmentReport {
    EnvironmentReport { name: environment.name.clone(), title: environment.title.clone(), because }
}

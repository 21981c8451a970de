//! The page as a whole: the state, the worker, and what stands where.

use crate::drop::use_dropping;
use crate::hooks::{use_effect_with, use_state};
use crate::keep::use_keeping;
use crate::keys::{self, Deed, use_keys};
use crate::opening::use_opening;
use crate::part::{part, part_of};
use crate::state::{Action, AnswerAction, LinkAction, Snapshot, State, TakeAction, TextAction, Work};
use crate::taker::Taker;
use crate::tree::classes;
use crate::view::{self, Answer, Guest, RulePage, UpdateNotice, use_rule_page, use_text_column, use_theme};
use crate::worker::{Client, Event};
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// The page.
#[derive(Default, PartialEq)]
pub struct App {
    /// It is a guest in another page, which has not asked its readers whether anything may be kept in their browser: nothing is,
    /// unless they switch it on.
    pub embedded: bool,
}

part_of!(App, use_app);

#[hook]
fn use_app(props: &App) -> Html {
    let state = use_reducer(State::default);
    let dispatcher = state.dispatcher();
    let dispatch = use_callback((), move |action: Action, _| dispatcher.dispatch(action));
    let taker = use_memo(dispatch.clone(), |dispatch| Taker::new(dispatch.clone()));
    let client = use_client(&dispatch);
    let keeping = use_keeping(&state.texts, props.embedded, &dispatch);
    let dropping = use_dropping({
        let taker = taker.clone();
        Callback::from(move |files| taker.files(files))
    });

    use_effect_with(state.texts.version, {
        let snapshot: Snapshot = state.snapshot();
        move |_| {
            if !snapshot.pieces.is_empty() {
                client.submit(snapshot);
            }
        }
    });
    use_effect_with((state.take.open, state.take.serial), {
        let (take, snapshot) = (state.take.clone(), state.snapshot());
        move |_| {
            if take.open {
                client.take(take.serial, snapshot, take.choices);
            }
        }
    });
    use_opening(client, keeping.settled && !props.embedded);
    let analysing = matches!(state.answering.work, Some(Work::Analysing(..)));
    let on_stop = Callback::from({
        let taker = taker.clone();
        move |()| {
            taker.stop();
            if analysing {
                client.stop();
            }
        }
    });
    let on_forget = dispatch.reform({
        let forget = keeping.forget.clone();
        move |()| {
            forget.emit(());
            Action::Text(TextAction::Forget)
        }
    });
    let column = use_text_column(&state, &taker, &keeping, &on_forget, &on_stop, &dispatch);

    let (app, shortcuts) = (use_node_ref(), use_state(|| false));
    let (theme, on_theme) = use_theme();
    let keys_on = use_state(keys::remembered);
    let on_deed =
        use_callback((shortcuts.setter(), theme, on_theme.clone()), |deed, (shortcuts, theme, on_theme)| match deed {
            Deed::Theme => on_theme.emit(theme.next()),
            _ => shortcuts.set(true),
        });
    use_keys(&app, props.embedded, *keys_on, on_deed);
    let on_switch = Callback::from({
        let keys_on = keys_on.setter();
        move |on| {
            keys::remember(on);
            keys_on.set(on);
        }
    });

    let guest = Guest(props.embedded);
    let rule = use_rule_page(props.embedded);
    let empty = state.texts.is_empty() && rule.is_none();
    html! {
        <div ref={app} class={classes!("app", empty.then_some("app-empty"))} ondragover={dropping.over} ondragleave={dropping.leave} ondrop={dropping.drop}>
            { view::header((!props.embedded).then_some((theme, &on_theme)), &shortcuts) }
            if let Some(id) = &rule {
                <div role="main" class="beside">{ part(RulePage { id: id.clone() }) }</div>
            }
            <main hidden={rule.is_some()}>
                { part(UpdateNotice { empties: !state.texts.is_empty() && keeping.keeps != Some(true) }) }
                { view::notices(&state.texts.notices, state.answering.worker, &dispatch) }
                { column }
                <section class="answer-column" aria-label={crate::text::ANSWER}>
                    if empty {
                        { view::empty(&taker) }
                    }
                    <div class="take">
                        if state.answering.answer.is_some() {
                            { view::take_along(&state.take, guest, &dispatch) }
                        }
                    </div>
                    { part(Answer {
                        answer: state.answering.answer.clone(),
                        phase: state.phase(),
                        version: state.texts.version,
                        worker: state.answering.worker,
                        opened: state.answering.opened.clone(),
                        said: state.said.clone(),
                        interview: state.interview.clone(),
                        guest,
                        active: state.layout.active.finding,
                        dispatch: dispatch.clone(),
                    }) }
                </section>
            </main>
            { view::footer(props.embedded, &state.texts.paste) }
            if *shortcuts {
                { view::shortcuts(&shortcuts, props.embedded, *keys_on, &on_switch) }
            }
            if state.offered.is_some() {
                { view::offer(&dispatch) }
            }
            <div class="paper">
                if let Some((_, taken)) = state.take.taken.as_ref().filter(|_| !props.embedded) {
                    { view::sheet(&taken.report) }
                }
            </div>
            if dropping.hovering {
                <div class="drop-here" aria-hidden="true"><p>{ crate::text::DROP_HERE }</p></div>
            }
        </div>
    }
}

/// The worker, for as long as the page is there.
#[hook]
fn use_client(dispatch: &Callback<Action>) -> Client {
    let dispatch = dispatch.clone();
    let client = *use_memo((), move |()| {
        Client::start(Callback::from(move |event| {
            let answer = match event {
                Event::Ready => AnswerAction::WorkerReady,
                Event::Step(step, of) => AnswerAction::Work(Some(Work::Analysing(step, of))),
                Event::Answer(answer) => AnswerAction::Answered(Rc::new(*answer)),
                Event::Lost(restarted) => AnswerAction::WorkerLost(restarted),
                Event::Stopped => AnswerAction::Stopped,
                Event::Taken(serial, taken) => {
                    return dispatch.emit(Action::Take(TakeAction::Taken(serial, Rc::new(*taken))));
                }
                Event::Opened(opened) => return dispatch.emit(Action::Link(LinkAction::Opened(opened))),
            };
            dispatch.emit(Action::Answer(answer));
        }))
    });
    use_effect_with((), move |()| move || client.end());
    client
}

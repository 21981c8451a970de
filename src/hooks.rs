//! Yew's hooks for states and effects, with their names, but each of them once for all types: Yew's own are in the page once more for
//! each type and closure, with some 500 bytes of WebAssembly.

use std::any::Any;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;
use yew::functional::{
    Hook, HookContext, Reducible, TearDown, UseReducerDispatcher, UseReducerHandle, use_effect_with as use_any_effect,
    use_reducer,
};

/// Runs an effect after the first drawing, and after each for which `deps` are others. What it gives is called before it runs again, and
/// at the end.
#[inline]
pub fn use_effect_with<D, T>(deps: D, effect: impl FnOnce(&D) -> T + 'static) -> impl Hook<Output = ()>
where
    D: PartialEq + 'static,
    T: TearDown,
{
    AnyEffect(Rc::new(Effect { deps, effect: Cell::new(Some(effect)), undone: PhantomData }))
}

struct Effect<D, F, T> {
    deps: D,
    effect: Cell<Option<F>>,
    undone: PhantomData<fn() -> T>,
}

/// Any effect that has not been run yet.
trait Due {
    /// Whether it depends on the same as another one.
    fn depends_on_same(&self, other: &dyn Due) -> bool;
    /// Runs it; gives what undoes it.
    fn run(&self) -> Option<Box<dyn FnOnce()>>;
    fn as_any(&self) -> &dyn Any;
}

impl<D: PartialEq + 'static, F: FnOnce(&D) -> T + 'static, T: TearDown> Due for Effect<D, F, T> {
    fn depends_on_same(&self, other: &dyn Due) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| other.deps == self.deps)
    }

    fn run(&self) -> Option<Box<dyn FnOnce()>> {
        let undo = self.effect.take()?(&self.deps);
        Some(Box::new(move || undo.tear_down()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct AnyEffect(Rc<dyn Due>);

impl PartialEq for AnyEffect {
    fn eq(&self, other: &Self) -> bool {
        self.0.depends_on_same(&*other.0)
    }
}

impl Hook for AnyEffect {
    type Output = ();

    #[inline(never)]
    fn run(self, hooks: &mut HookContext) {
        let effect = |effect: &AnyEffect| {
            let undo = effect.0.run();
            move || undo.into_iter().for_each(|undo| undo())
        };
        use_any_effect(self, effect).run(hooks);
    }
}

/// A state, as it was when the part was drawn, and the way to set it.
pub struct UseStateHandle<T> {
    value: Rc<T>,
    held: UseReducerHandle<Held>,
}

impl<T: 'static> UseStateHandle<T> {
    /// Sets it, and draws the part anew.
    pub fn set(&self, value: T) {
        self.held.dispatch(Rc::new(value));
    }

    /// What sets it, and stays the same from drawing to drawing.
    pub fn setter(&self) -> UseStateSetter<T> {
        UseStateSetter { held: self.held.dispatcher(), of: PhantomData }
    }
}

impl<T> Deref for UseStateHandle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Clone for UseStateHandle<T> {
    fn clone(&self) -> Self {
        UseStateHandle { value: self.value.clone(), held: self.held.clone() }
    }
}

/// Sets a state.
pub struct UseStateSetter<T> {
    held: UseReducerDispatcher<Held>,
    of: PhantomData<fn(T)>,
}

impl<T: 'static> UseStateSetter<T> {
    /// Sets it, and draws the part anew.
    pub fn set(&self, value: T) {
        self.held.dispatch(Rc::new(value));
    }
}

impl<T> Clone for UseStateSetter<T> {
    fn clone(&self) -> Self {
        UseStateSetter { held: self.held.clone(), of: PhantomData }
    }
}

impl<T> PartialEq for UseStateSetter<T> {
    fn eq(&self, other: &Self) -> bool {
        self.held == other.held
    }
}

/// Any state's value.
struct Held {
    value: Rc<dyn Any>,
    /// Whether a value is so much like another that nothing need be drawn for it.
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl Reducible for Held {
    type Action = Rc<dyn Any>;

    fn reduce(self: Rc<Self>, value: Rc<dyn Any>) -> Rc<Self> {
        if (self.same)(&*self.value, &*value) { self } else { Rc::new(Held { value, same: self.same }) }
    }
}

/// A state; the part is drawn anew whenever it is set.
#[inline]
pub fn use_state<T: 'static>(first: impl FnOnce() -> T) -> impl Hook<Output = UseStateHandle<T>> {
    State { first, same: |_, _| false }
}

/// The same; nothing is drawn where it is set to what it is.
#[inline]
pub fn use_state_eq<T: PartialEq + 'static>(first: impl FnOnce() -> T) -> impl Hook<Output = UseStateHandle<T>> {
    State { first, same: |one, other| one.downcast_ref::<T>() == other.downcast_ref::<T>() }
}

struct State<F> {
    first: F,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl<T: 'static, F: FnOnce() -> T> Hook for State<F> {
    type Output = UseStateHandle<T>;

    fn run(self, hooks: &mut HookContext) -> UseStateHandle<T> {
        let mut first = Some(self.first);
        let mut first = || first.take().map(|first| Rc::new(first()) as Rc<dyn Any>);
        let (value, held) = held(&mut first, self.same, hooks);
        let Ok(value) = value.downcast() else { unreachable!("a hook keeps its place, and so its type") };
        UseStateHandle { value, held }
    }
}

#[inline(never)]
fn held(
    first: &mut dyn FnMut() -> Option<Rc<dyn Any>>,
    same: fn(&dyn Any, &dyn Any) -> bool,
    hooks: &mut HookContext,
) -> (Rc<dyn Any>, UseReducerHandle<Held>) {
    let held = use_reducer(move || Held { value: first().unwrap_or_else(|| Rc::new(())), same }).run(hooks);
    (held.value.clone(), held)
}

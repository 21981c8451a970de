//! A map of a few things. `BTreeMap` is in the page anew for each pair of types, with some 4 KB of WebAssembly where anything is taken
//! out of it again; these are looked through one by one.

use std::borrow::Borrow;

/// Values by keys that are told apart; in the order in which they came.
#[derive(Clone, Debug, PartialEq)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Few(Vec::new())
    }
}

impl<K: PartialEq, V> Few<K, V> {
    fn place<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.0.iter().position(|(known, _)| known.borrow() == key)
    }

    /// The value of a key.
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).map(|at| &self.0[at].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.place(key).map(|at| &mut self.0[at].1)
    }

    /// Gives a key a value, in place of any that it has.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Some(at) => self.0[at].1 = value,
            None => self.0.push((key, value)),
        }
    }

    /// Takes a key out; gives the value that it had.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.place(key).map(|at| self.0.remove(at).1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &(K, V)> {
        self.0.iter()
    }

    /// All of them, the values to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// All values.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.0.into_iter().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn each_key_has_one_value_until_it_is_taken_out() {
        let mut few: Few<String, u8> = Few::default();
        for (key, value) in [("b", 1), ("a", 2), ("b", 3)] {
            few.insert(key.into(), value);
        }
        assert_eq!((few.get("a"), few.get("b"), few.get("c")), (Some(&2), Some(&3), None));
        assert_eq!(few.remove(&"b".to_owned()), Some(3));
        assert_eq!((few.remove(&"b".to_owned()), few.iter().count()), (None, 1));
        *few.get_mut(&"a".to_owned()).unwrap() += 1;
        few.iter_mut().for_each(|(_, value)| *value += 1);
        assert_eq!(few.into_values().collect::<Vec<u8>>(), [4]);
    }
}

// Draws with a seed: the same seed gives the same draws, on every machine.

/** The first seed of a run: HOPCHECK_SEED, or a new one each time. Whoever draws from it prints it. */
export function firstSeed() {
  const given = process.env.HOPCHECK_SEED;
  if (given === undefined) return Math.floor(Math.random() * 1_000_000);
  if (!/^\d+$/.test(given)) throw new Error(`HOPCHECK_SEED must be a whole number, not ${given}`);
  return Number(given);
}

/** A source of draws; `names` make it a source of its own for each situation, whatever else is drawn before. */
export function draws(seed, ...names) {
  let state = seed >>> 0;
  for (const character of names.join("\n")) state = Math.imul(state ^ character.codePointAt(0), 0x01000193) >>> 0;

  // Mulberry32: small, and even enough to draw names with.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return {
    below,
    one: (list) => list[below(list.length)],
    shuffled(list) {
      const rest = [...list];
      for (let at = rest.length - 1; at > 0; at--) {
        const other = below(at + 1);
        [rest[at], rest[other]] = [rest[other], rest[at]];
      }
      return rest;
    },
  };
}

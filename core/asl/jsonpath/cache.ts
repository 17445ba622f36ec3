/** A bounded memory of parsed texts. */

/** The texts of thousands of states fit; beyond, everything is forgotten and parsed anew. */
const MAX_ENTRIES = 10_000;

/** The function with its answers remembered by text; errors are thrown anew each time. */
export function memoise<T>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let parsed = known.get(text);
    if (parsed === undefined) {
      parsed = parse(text);
      if (known.size >= MAX_ENTRIES) known.clear();
      known.set(text, parsed);
    }
    return parsed;
  };
}

/**
 * How much room the screen has.
 *
 * @module
 */
import { useEffect, useState } from "preact/hooks";

/**
 * Whether a media query holds, inside a component, which is drawn anew when that changes.
 *
 * @param query The query.
 * @returns Whether it holds.
 */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = () => setHolds(list.matches);
    changed();
    list.addEventListener("change", changed);
    return () => list.removeEventListener("change", changed);
  }, [query]);
  return holds;
}

/** Favourites: things that the user gave a star, by their ids. */

import { preferenceNamed, stringsIn } from "./preferences";

type Stars = [starred: readonly string[], toggle: (id: string) => void];

const MOST = 200;

/** Makes a hook for favourites that are kept under a name; the newest come first. */
export function starsNamed(name: string): () => Stars {
  const stars = preferenceNamed(name, stringsIn);

  function toggle(id: string): void {
    stars.change((starred) =>
      starred.includes(id) ? starred.filter((one) => one !== id) : [id, ...starred].slice(0, MOST),
    );
  }

  return () => [stars.use(), toggle];
}

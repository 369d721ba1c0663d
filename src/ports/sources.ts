/** Why something that was named cannot be used. Each has its own word, so that a script can tell them apart. */
export type RefusedSource = { readonly code: string; readonly message: string };

type Common = {
  /** Relative to what was named, with `/`; inside a zip it goes on after the zip’s own (`backup.zip/lilith/profile.json`). */
  readonly path: string;
  readonly bytes: number;
  /** The path of the zip it lies in, the innermost one. */
  readonly container: string | null;
};

/** The content, from its beginning. May be asked for more than once. Throws `unavailable` when it cannot be read now. */
export type ReadBytes = () => AsyncIterable<Uint8Array>;

/** Something that was found where a person pointed. */
export type Entry = Common &
  (
    | { readonly kind: 'file'; readonly read: ReadBytes }
    /** A zip that was looked through and is sound. Comes right before the files in it. */
    | { readonly kind: 'container'; readonly read: ReadBytes }
    /** Not used, and nothing in it comes after. It can still be read when it is a file that can be opened. */
    | ({ readonly kind: 'refused'; readonly read?: ReadBytes } & RefusedSource)
  );

/** Reads what people name: files, folders, and the zips among them. Never writes anything, and follows no links. */
export interface Sources {
  /**
   * Everything there is at the paths, in an order that depends on the names alone. A file that changes meanwhile is
   * given as it is when it is read. Throws `not_found` when there is nothing at a path, before anything is given.
   */
  open(paths: readonly string[]): AsyncIterable<Entry>;
}

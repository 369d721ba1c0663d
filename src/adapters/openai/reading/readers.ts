import { createParser } from 'eventsource-parser';
import { parseChunk, type Chunk } from '../wire/chunk.js';

/** Reads an answer in one of the forms in which it may come. */
export type Reader = {
  feed(piece: string): void;
  end(): void;
  /** The service has said that this was all. */
  isDone(): boolean;
};

type Take = (chunk: Chunk) => void;

/** What the answer turns out to be, whatever was asked for. Undefined while nothing of it is there. */
export function readerFor(beginning: string, take: Take): Reader | undefined {
  const first = beginning.trimStart().charAt(0);
  if (first === '') return undefined;
  return first === '{' || first === '[' ? documentReader(take) : streamReader(take);
}

function documentReader(take: Take): Reader {
  const pieces: string[] = [];
  return {
    feed: piece => void pieces.push(piece),
    end() {
      const chunk = parseChunk(pieces.join(''));
      if (chunk !== undefined) take(chunk);
    },
    isDone: () => false,
  };
}

function streamReader(take: Take): Reader {
  let isDone = false;
  const parser = createParser({
    onEvent({ data }) {
      if (isDone) return;
      isDone = data.trim() === '[DONE]';
      const chunk = isDone ? undefined : parseChunk(data);
      if (chunk !== undefined) take(chunk);
    },
  });
  return {
    feed: piece => parser.feed(piece),
    end: () => parser.feed('\n\n'), // Some services leave out the empty line after the last event.
    isDone: () => isDone,
  };
}

import type { ToolCall } from '../../../domain/calling/tool.js';
import { withoutKeyIn } from '../keyless.js';
import type { WireCall } from '../wire/chunk.js';

type Growing = { id: string; name: string; argument: string };

const most = 128;

/** Tools that are asked for, put together again from their pieces. */
export function callsGathered() {
  const calls = new Map<number, Growing>();
  return {
    add(piece: WireCall): void {
      const index = indexOf(piece, calls);
      const call = calls.get(index) ?? begun(calls, index);
      call.id ||= piece.id ?? '';
      call.name ||= piece.function?.name ?? '';
      call.argument += argumentIn(piece);
    },
    all: (): ToolCall[] => [...calls].filter(([, { name }]) => name !== '').map(named),
  };
}

function begun(calls: Map<number, Growing>, index: number): Growing {
  const call = { id: '', name: '', argument: '' };
  if (calls.size < most) calls.set(index, call);
  return call;
}

/** Some services do not count: then an id or a name begins a call, and anything else belongs to the last one. */
function indexOf({ index, id, function: called }: WireCall, calls: ReadonlyMap<number, Growing>): number {
  if (index !== undefined && index !== null) return index;
  const isNew = (id ?? '') !== '' || (called?.name ?? '') !== '';
  return isNew || calls.size === 0 ? calls.size : calls.size - 1;
}

/** Mostly a text already. What is nested without a bottom could not be written as one, and loses it. */
function argumentIn({ function: called }: WireCall): string {
  const said = called?.arguments;
  if (typeof said === 'string') return said;
  return typeof said === 'object' && said !== null ? JSON.stringify(withoutKeyIn(said, null)) : '';
}

const named = ([index, { id, name, argument }]: readonly [number, Growing]): ToolCall => ({
  id: id === '' ? `call-${index}` : id,
  name,
  argument,
});

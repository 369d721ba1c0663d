import { tzurotFormat } from '../../export/tzurot-format.js';
import type { Format, Tools } from '../format.js';
import { cardFormat } from './cards/format.js';
import { lorebookFormat } from './cards/lorebook-format.js';
import { elizaFormat } from './eliza/eliza.js';
import { genericFormat } from './generic/generic.js';
import { mappedFormat } from './generic/mapped.js';
import type { Mapping } from './generic/mapping.js';
import { pluralkitFormat } from './proxies/pluralkit.js';
import { tupperboxFormat } from './proxies/tupperbox.js';
import { shapesFormat } from './shapes/format.js';
import { sillyTavernFormat } from './sillytavern/format.js';

/** Every format that is known. The first that knows a file has it, so what is particular comes before what is general. */
export const allFormats = (tools: Tools, mappings: readonly Mapping[]): Format[] => [
  tzurotFormat(tools),
  shapesFormat(tools),
  sillyTavernFormat(),
  cardFormat(tools),
  lorebookFormat(),
  pluralkitFormat,
  tupperboxFormat,
  elizaFormat,
  genericFormat,
  ...mappings.map(mappedFormat),
];

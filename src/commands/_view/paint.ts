import { styleText } from 'node:util';

type Colour = 'bold' | 'dim' | 'cyan' | 'green' | 'yellow' | 'red' | 'magenta';

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

const plain: Paint = (_, text) => text;
const coloured: Paint = (colour, text) => styleText(colour, text, { validateStream: false });

export const paintFor = (inColour: boolean): Paint => (inColour ? coloured : plain);

import type { Reply } from '../../../domain/interaction/asked.js';
import { fittingRows } from './limits.js';

/** The kinds of what stands under a message, or in a form, by Discord's numbers. */
export const components = { row: 1, button: 2, textInput: 4, label: 18 } as const;

const styles = { secondary: 2, danger: 4 } as const;

/** Buttons as they stand under a message. */
export const drawn = (buttons: NonNullable<Reply['buttons']>) =>
  fittingRows(buttons).map(row => ({
    type: components.row,
    components: row.map(({ id, label, isDangerous }) => ({
      type: components.button,
      style: isDangerous === true ? styles.danger : styles.secondary,
      custom_id: id,
      label,
    })),
  }));

import type { SeenPicture } from '../../../domain/calling/prompt.js';
import { pictureIn } from '../wire/picture.js';

const most = 8;

/** What was drawn, each picture once: some services repeat all of them at the end. */
export function picturesGathered() {
  const pictures: SeenPicture[] = [];
  return {
    add(value: unknown): void {
      const picture = pictures.length < most ? pictureIn(value) : undefined;
      if (picture !== undefined && !pictures.some(earlier => isSame(earlier, picture))) pictures.push(picture);
    },
    all: (): SeenPicture[] => pictures,
  };
}

const isSame = (a: SeenPicture, b: SeenPicture) => a.type === b.type && Buffer.compare(a.bytes, b.bytes) === 0;

import { modelSchema, pricesSchema, type Model, type Prices } from '../../src/domain/catalogue/model.js';

/** A dollar for a million tokens read, three for a million written, and nothing else. */
export const somePrices = (fields: Partial<Prices> = {}): Prices =>
  pricesSchema.parse({ prompt: '0.000001', completion: '0.000003', ...fields });

export const aModel = (fields: Partial<Model> = {}): Model => {
  const id = fields.id ?? 'some/model';
  return modelSchema.parse({ id, name: id, outputs: ['text'], prices: somePrices(), ...fields });
};

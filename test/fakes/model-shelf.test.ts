import { modelShelfContract } from '../contracts/model-shelf.js';
import { fakeModelShelf } from './model-shelf.js';

modelShelfContract(fakeModelShelf);

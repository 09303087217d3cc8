// @module-tag slow
import { testKinds } from './matrix.ts';

testKinds(1);

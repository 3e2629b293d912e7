import { driftContract } from './contract/drift';
import { repairContract } from './contract/repair';
import { onEachEngine } from './testing/each-engine';

onEachEngine('a tenant’s fields', (fixture, engine) => {
  driftContract(fixture, engine);
  repairContract(fixture);
});

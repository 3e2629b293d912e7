import { commandsContract } from './contract/commands';
import { driftContract } from './contract/drift';
import { hostileContract } from './contract/hostile';
import { refusalsContract } from './contract/refusals';
import { repairContract } from './contract/repair';
import { onEachEngine } from './testing/each-engine';

onEachEngine('a tenant’s fields', (fixture, engine) => {
  commandsContract(fixture);
  refusalsContract(fixture, engine);
  driftContract(fixture, engine);
  repairContract(fixture);
  hostileContract(fixture);
});

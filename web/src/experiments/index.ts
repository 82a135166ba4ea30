/** The experiments in the order in which they are offered. */

import { aCall } from "./a-call";
import { anError } from "./an-error";
import { banks } from "./banks";
import { bignum } from "./bignum";
import { closure } from "./closure";
import { copying } from "./copying";
import type { Experiment } from "./experiment";
import { generator } from "./generator";
import { markSweep } from "./mark-sweep";
import { quickCode } from "./quick-code";
import { tailCall } from "./tail-call";
import { twoNamespaces } from "./two-namespaces";
import { writeBarrier } from "./write-barrier";
import { wrongPrice } from "./wrong-price";

export const experiments: readonly Experiment[] = [
  aCall,
  twoNamespaces,
  closure,
  tailCall,
  wrongPrice,
  anError,
  generator,
  copying,
  writeBarrier,
  markSweep,
  quickCode,
  banks,
  bignum,
];

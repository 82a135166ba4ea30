/** The experiments in the order in which they are offered. */

import type { Experiment } from "./experiment";

export const experiments: readonly Experiment[] = [];

import * as v from 'valibot';

/** How close the rows of tables stand: 40 px, or 32. */
export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

/** What a person chose for all of his tables, as the value of a preference. */
export const DensityChoice = v.object({ about: v.literal('density'), density: v.picklist(DENSITIES) });

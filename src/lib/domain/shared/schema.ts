import * as v from 'valibot';
import { isDay } from './day.ts';
import { ID_PATTERN } from './ids.ts';

/** PostgreSQL's text holds neither U+0000 nor half of a surrogate pair. */
export const storable = (text: string) => !text.includes('\u0000') && text.isWellFormed();

const string = v.pipe(v.string(), v.check(storable));

/** One line: names, numbers as typed, addresses. */
export const Short = v.pipe(string, v.maxLength(200));
/** A line that may be empty. */
export const Optional = Short;
/** Several lines of a person's words. */
export const Text = v.pipe(string, v.maxLength(10_000));
export const IdOf = v.pipe(v.string(), v.regex(ID_PATTERN));
/** Catalogue items and technicians may have readable keys, so this is looser than a minted id. */
export const Key = v.pipe(Short, v.minLength(1), v.maxLength(64));
/** Milliseconds since the epoch. */
export const Instant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000));
/** «2026-03-02», of the company's calendar. */
export const DayText = v.pipe(v.string(), v.check(isDay));
export const Minutes = v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(24 * 60));
export const Latitude = v.pipe(v.number(), v.minValue(-90), v.maxValue(90));
export const Longitude = v.pipe(v.number(), v.minValue(-180), v.maxValue(180));

/** Address and pin change in one gesture. The pin wins over the text. */
export const Location = v.object({
	address: Short,
	locality: Short,
	reference: Short,
	lat: v.nullable(Latitude),
	lng: v.nullable(Longitude)
});
export type Location = v.InferOutput<typeof Location>;

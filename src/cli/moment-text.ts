/**
 * Writes moments (milliseconds since the epoch) for people: in this zone and with its offset, as `--at` reads them,
 * `2026-11-27T14:38:36+01:00`.
 */
export function momentTextIn(zone: string): (millis: number) => string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  return (millis) => {
    const parts = new Map(format.formatToParts(millis).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
    const day = `${part('year')}-${part('month')}-${part('day')}`;
    return `${day}T${part('hour')}:${part('minute')}:${part('second')}${offset}`;
  };
}

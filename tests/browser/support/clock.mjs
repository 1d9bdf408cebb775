// The clock of a city that can be told the time, and the working days of the market's calendar that a journey crosses.

const zone = 8 * 3_600_000;
const hour = 3_600_000;

/** `2026-11-20T09:30` in Shanghai as milliseconds, and back. */
const parse = (text) => Date.parse(`${text}:00+08:00`);
const write = (ms) => new Date(ms + zone).toISOString().slice(0, 16);

/** The city's time as far as this side knows it; `tell` says a line to the city and waits until it is done. */
export function clockOf(begins, tell) {
  let base = parse(begins);
  let since = Date.now();
  const now = () => base + (Date.now() - since);
  const moveTo = async (at) => {
    const line = write(at);
    await tell(line);
    [base, since] = [parse(line), Date.now()];
  };
  return {
    /** Today as forms take it: 2026-11-20. */
    today: () => write(now()).slice(0, 10),
    /** A day so many days from today. */
    day: (days) => write(now() + days * 24 * hour).slice(0, 10),
    /** Moves on by one working day and a few minutes. November and December have no public holidays: the days off are the weekends. */
    async nextWorkingDay(minutes = 3) {
      let at = now() + 24 * hour;
      while ([0, 6].includes(new Date(at + zone).getUTCDay())) at += 24 * hour;
      await moveTo(at + minutes * 60_000);
    },
    /** Moves on to a time like 2026-11-23T10:00. */
    to: (text) => moveTo(parse(text)),
    /** Moves on by minutes. */
    minutes: (count) => moveTo(now() + count * 60_000),
  };
}

/** Preloaded into a relay: its clock is wrong by SKEW_MS milliseconds; timers are not touched. */
const skewMs = Number(process.env['SKEW_MS'] ?? 0)
const RealDate = Date

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], self) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + skewMs] : args, self),
  get: (target, name, self) =>
    name === 'now' ? () => RealDate.now() + skewMs : Reflect.get(target, name, self),
})

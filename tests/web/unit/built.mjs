/** What the build puts into the modules, for those that run without it. */

globalThis.__REFUSALS__ = JSON.parse(process.env.REFUSALS ?? "null") ?? [];

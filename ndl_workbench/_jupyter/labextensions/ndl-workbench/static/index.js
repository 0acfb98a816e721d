// The plugins of this extension: one job, one module. One that cannot start must not keep the others from starting.
import { browse } from "./browse.js";
import { dates } from "./dates.js";
import { handingIn } from "./handing_in.js";
import { joining } from "./joining.js";
import { keeping } from "./keeping.js";
import { reminding } from "./reminding.js";

export const plugins = async packageOf => {
  const all = [browse, dates, handingIn, joining, keeping, reminding];
  const made = await Promise.allSettled(all.map(plugin => plugin(packageOf)));
  return made.flatMap(({ status, value }) => (status === "fulfilled" ? [value] : []));
};

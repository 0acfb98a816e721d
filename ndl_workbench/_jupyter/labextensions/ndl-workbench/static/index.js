// The plugins of this extension: one job, one module.
import { browse } from "./browse.js";

export const plugins = packageOf => Promise.all([browse(packageOf)]);

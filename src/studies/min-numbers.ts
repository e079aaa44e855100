/** Fewer numbers than these at a place say too little of what it needs. */
export const minNumbers = 1000;

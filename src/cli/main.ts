process.stdout.write('vernier\n');

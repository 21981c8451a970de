const http = require('http');

const server = http.createServer((request, response) => {
  if (request.url === '/report') {
    // A report is built without a pause: nothing else is read or closed meanwhile.
    const end = Date.now() + 900;
    while (Date.now() < end);
    response.end('report\n');
  } else if (request.url === '/slow') {
    setTimeout(() => response.end('ready\n'), 100);
  } else {
    request.resume().on('end', () => response.end('ready\n'));
  }
});

// Node.js adds a second to it.
server.keepAliveTimeout = 300;
server.listen(8000, '127.0.0.1');

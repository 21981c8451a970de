mod syntax;
mod totality;

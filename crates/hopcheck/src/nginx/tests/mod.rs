mod effective;
mod syntax;
mod totality;
